import { create } from 'zustand';
import { showSection } from '../../state/app.ts';

interface RegisterState {
  /** Digest of the challenge whose thread stands beside the register; null: the first one shown. */
  readonly chosen: string | null;
}

export const useRegister = create<RegisterState>()(() => ({ chosen: null }));

export function chooseChallenge(digest: string): void {
  useRegister.setState({ chosen: digest });
}

/** Goes to a challenge from anywhere in the case. */
export function showChallenge(digest: string): void {
  chooseChallenge(digest);
  showSection('challenges');
}
