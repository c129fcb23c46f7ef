/** Questions that every review asks, as queries with a name. */
export interface NamedQuery {
  readonly name: string;
  readonly query: string;
}

export const BUILT_IN_VIEWS: readonly NamedQuery[] = [
  { name: 'Waiting on me', query: 'is:waiting' },
  { name: 'Open blocking challenges', query: 'kind:challenge is:open is:blocking' },
  { name: 'Load-bearing and unread', query: 'kind:goal is:load-bearing is:unread' },
  { name: 'Load-bearing and not declared', query: 'kind:goal is:load-bearing -is:declared' },
  { name: 'Claims with open challenges', query: 'in:claims is:challenged' },
  { name: 'Evidence not opened by me', query: 'kind:evidence is:unread' },
  { name: 'Evidence on another build', query: 'kind:evidence is:stale' },
  { name: 'Evidence that no node cites', query: 'kind:evidence is:uncited' },
  { name: 'Changed since the version before', query: 'is:changed in:claims,documents,evidence' },
  { name: 'What it is about has changed', query: 'is:changed in:notes,challenges' },
  { name: 'My drafts', query: 'is:draft' },
];
