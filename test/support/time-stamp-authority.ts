/** A time stamping authority of its own, made with openssl: what an organisation has, for tests. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Authority {
  readonly certificate: string;
  /** Answers a query with a response; `token` leaves out the response around the token. */
  answer(query: Uint8Array, as?: 'response' | 'token'): Uint8Array;
}

export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const CONFIG = `[ tsa ]
default_tsa = one
[ one ]
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
[ req ]
distinguished_name = name
prompt = no
x509_extensions = usage
[ name ]
CN = Test time stamping authority
[ usage ]
extendedKeyUsage = critical, USAGE
`;

/** @param usage extended key usage of its certificate */
export function makeAuthority(folder: string, key: 'rsa' | 'ec' = 'rsa', usage = 'timeStamping'): Authority {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'tsa.cnf'), CONFIG.replace('USAGE', usage));
  writeFileSync(path.join(folder, 'serial'), '01\n');
  const run = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  };
  const newkey = key === 'rsa' ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  run('req', '-x509', '-newkey', ...newkey, '-nodes', '-days', '3650', '-config', 'tsa.cnf', '-keyout', 'tsa.key', '-out', 'tsa.pem');
  return {
    certificate: path.join(folder, 'tsa.pem'),
    answer(query, as = 'response') {
      writeFileSync(path.join(folder, 'query.tsq'), query);
      run('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr', ...(as === 'token' ? ['-token_out'] : []));
      return new Uint8Array(readFileSync(path.join(folder, 'reply.tsr')));
    },
  };
} // prettier-ignore
