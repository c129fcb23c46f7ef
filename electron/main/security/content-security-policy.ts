/**
 * SECURITY: what a page may load and do, sent with every response of the program's own scheme. It is
 * the first of three walls around the network; the second is the session (`session.ts`), the third are
 * the switches of the network service (`offline-switches.ts`).
 */
const DIRECTIVES: readonly (readonly [name: string, ...values: readonly string[]])[] = [
  ['default-src', "'none'"],
  ['script-src', "'self'"],
  ['style-src', "'self'"],
  // Images of a case are shown from blobs whose bytes were checked; never from an address in its text.
  ['img-src', "'self'", 'blob:'],
  ['font-src', "'self'"],
  ['worker-src', "'self'"],
  ['connect-src', "'none'"],
  ['frame-src', "'none'"],
  ['object-src', "'none'"],
  ['base-uri', "'none'"],
  ['form-action', "'none'"],
  ['frame-ancestors', "'none'"],
  // Text of a case can never become script: sinks such as innerHTML refuse strings (W3C Trusted Types).
  ['require-trusted-types-for', "'script'"],
  // The one policy that the page may make, for the addresses of its own workers: without it
  // `new Worker(new URL(…))` is refused. It cannot be replaced once it is there.
  ['trusted-types', 'default'],
];

export const CONTENT_SECURITY_POLICY = DIRECTIVES.map((directive) => directive.join(' ')).join(
  '; ',
);

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-DNS-Prefetch-Control': 'off',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // No Cross-Origin-Embedder-Policy: nothing of another origin can be embedded anyway, and together
  // with the opener policy it would hand the page shared memory and exact timers, which it has no use for.
  'Cache-Control': 'no-store',
};
