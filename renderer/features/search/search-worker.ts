/** Search away from the window: files come from outside, may be large, and are read once per case. */
import { createEngine } from './engine.ts';
import type { Work, WorkAnswer, WorkName, WorkRequest } from './protocol.ts';

declare const self: {
  onmessage: ((event: { readonly data: WorkRequest }) => void) | null;
  postMessage(answer: WorkAnswer): void;
};

const engine = createEngine();

self.onmessage = ({ data }) => {
  const { id } = data;
  try {
    self.postMessage({ id, ok: true, answer: work(data) });
  } catch (error) {
    self.postMessage({ id, ok: false, why: error instanceof Error ? error.message : String(error) });
  }
}; // prettier-ignore

function work({ name, ask }: WorkRequest): Work[WorkName]['answers'] {
  switch (name) {
    case 'case':
      engine.takeCase(ask as Work['case']['asks']);
      return null;
    case 'file':
      return engine.takeFile(ask as Work['file']['asks']);
    case 'review':
      engine.takeReview(ask as Work['review']['asks']);
      return null;
    case 'search': {
      const { query, limit } = ask as Work['search']['asks'];
      return engine.search(query, limit);
    }
    case 'count':
      return (ask as Work['count']['asks']).map((query) => engine.count(query));
  }
}
