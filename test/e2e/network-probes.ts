/**
 * Every way a page can reach for a network, and a server that sees whether one of them arrived.
 * The server runs in the test, on this computer only.
 */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener {
  /** "http://127.0.0.1:PORT" */
  readonly origin: string;
  /** Port for datagrams, where WebRTC would ask for its own address. */
  readonly udpPort: number;
  /** Paths that were asked for, "connection" for each connection, "datagram" for each datagram. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

export async function startListener(): Promise<Listener> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    // Anyone may read the answers: what fails, fails in the program and not for lack of permission.
    response.writeHead(200, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*',
    });
    response.end();
  });
  server.on('connection', () => seen.push('connection'));
  server.on('upgrade', (request, socket) => {
    seen.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const udp = createSocket('udp4');
  udp.on('message', () => seen.push('datagram'));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    udpPort: udp.address().port,
    seen,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await new Promise<void>((resolve) => udp.close(resolve));
    },
  };
}

/** Each is asked for at the path of its name. */
export const PROBES = [
  'fetch', 'xhr', 'image', 'stylesheet', 'css-image', 'font', 'script', 'iframe', 'object', 'video',
  'websocket', 'eventsource', 'beacon', 'prefetch', 'worker-script', 'worker-fetch',
] as const; // prettier-ignore

/** Those that a page without a content security policy can carry out: none is left out. */
export type Probe = (typeof PROBES)[number];

/**
 * Runs in the page: reaches for the network in every way of `PROBES` and over WebRTC, and answers once
 * each of them has been started, with those that the page refused on the spot. Whether something
 * arrived is for the server to say. WebRTC's connection is left in `window.probeConnection`.
 */
export async function reachForNetwork({
  origin,
  udpPort,
}: {
  origin: string;
  udpPort: number;
}): Promise<string[]> {
  const at = (name: Probe): string => `${origin}/${name}`;
  const attempts: Record<Probe, () => unknown> = {
    fetch: () => fetch(at('fetch')),
    xhr: () => {
      const request = new XMLHttpRequest();
      request.open('GET', at('xhr'));
      request.send();
    },
    image: () => append('img', { src: at('image') }),
    stylesheet: () => append('link', { rel: 'stylesheet', href: at('stylesheet') }),
    'css-image': () => {
      const element = append('div', {});
      element.style.cssText = `width: 9px; height: 9px; background-image: url(${at('css-image')})`;
    },
    font: () => new FontFace('probe', `url(${at('font')})`).load(),
    script: () => append('script', { src: at('script') }),
    iframe: () => append('iframe', { src: at('iframe') }),
    object: () => append('object', { data: at('object') }),
    video: () => append('video', { src: at('video'), preload: 'auto' }),
    websocket: () => new WebSocket(at('websocket').replace('http', 'ws')),
    eventsource: () => new EventSource(at('eventsource')),
    beacon: () => navigator.sendBeacon(at('beacon'), 'x'),
    prefetch: () => append('link', { rel: 'prefetch', href: at('prefetch') }),
    'worker-script': () => startWorker(`importScripts(${JSON.stringify(at('worker-script'))})`),
    'worker-fetch': () => startWorker(`fetch(${JSON.stringify(at('worker-fetch'))})`),
  };
  const refused: string[] = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      // What fails later is reported by the policy or the session.
      Promise.resolve(attempt()).catch(() => undefined);
    } catch {
      refused.push(name);
    }
  }
  await lookForAddresses();
  return refused;

  function append<K extends keyof HTMLElementTagNameMap>(
    name: K,
    properties: Partial<HTMLElementTagNameMap[K]>,
  ): HTMLElementTagNameMap[K] {
    const element = Object.assign(document.createElement(name), properties);
    return document.body.appendChild(element);
  }
  function startWorker(code: string): Worker {
    return new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  }
  async function lookForAddresses(): Promise<void> {
    const server = `127.0.0.1:${udpPort}`;
    const connection = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:${server}` },
        { urls: `turn:${server}?transport=udp`, username: 'x', credential: 'x' },
      ],
    });
    connection.createDataChannel('probe');
    await connection.setLocalDescription(await connection.createOffer());
    Object.assign(window, { probeConnection: connection });
  }
}
