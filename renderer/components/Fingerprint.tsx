import type { ReactNode } from 'react';

interface FingerprintProps {
  /** 64 hex digits. */
  readonly hex: string;
  /** What it is the fingerprint of: "key fingerprint", "roster fingerprint". */
  readonly label: string;
  readonly size?: 'small' | 'large';
}

/** Sixteen groups of four in rows of four, to be read out or compared over another channel. */
export function Fingerprint({ hex, label, size = 'large' }: FingerprintProps): ReactNode {
  const groups = hex.match(/.{1,4}/g) ?? [];
  return (
    <span
      className={size === 'small' ? 'fp s' : 'fp'}
      role="group"
      aria-label={`${label}, sixteen groups of four`}
    >
      {groups.map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </span>
  );
}
