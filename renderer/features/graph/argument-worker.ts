/** Drawing and analysis away from the window: a case may have 100,000 nodes. The case is sent once. */

import { toNodeIds } from '../../../shared/argument/analysis.ts';
import { toCommonCauses } from '../../../shared/argument/common-cause.ts';
import { toCaseIndex } from '../../../shared/argument/case-index.ts';
import { drawIndexed } from '../../../shared/argument/drawing/drawing.ts';
import { type GraphView, toFirstLevels } from '../../../shared/argument/drawing/visible.ts';
import { analyseGroups } from '../../../shared/argument/groups.ts';
import { rankNodes, toRanking } from '../../../shared/argument/rank.ts';
import { toReadingQueue } from '../../../shared/argument/reading-order.ts';
import { findWeaknesses } from '../../../shared/argument/weaknesses.ts';
import { toWhatIf } from '../../../shared/argument/what-if.ts';
import type { AnalysedCase, Work, WorkAnswer, WorkName, WorkRequest } from './protocol.ts';

declare const self: {
  onmessage: ((event: { readonly data: WorkRequest }) => void) | null;
  postMessage(answer: WorkAnswer): void;
};

let taken: AnalysedCase | null = null;

self.onmessage = ({ data }) => {
  const { id } = data;
  try {
    self.postMessage({ id, state: 'done', answer: work(data) });
  } catch (error) {
    self.postMessage({ id, state: 'failed', why: error instanceof Error ? error.message : String(error) }); // prettier-ignore
  }
};

function work({ id, name, ask }: WorkRequest): Work[WorkName]['answers'] {
  if (name === 'take') {
    taken = ask as Work['take']['asks'];
    return null;
  }
  if (taken === null) throw new Error('No case was sent.');
  if (name === 'more') {
    taken = { ...taken, nodes: [...taken.nodes, ...(ask as Work['more']['asks'])] };
    return null;
  }
  const safetyCase = taken;
  switch (name) {
    case 'draw': {
      const { view: wanted, challenged } = ask as Work['draw']['asks'];
      const index = toCaseIndex(safetyCase);
      const view: GraphView = wanted ?? { focus: null, levels: toFirstLevels(index), folded: [], unfolded: [], closed: [] }; // prettier-ignore
      const onStep = (step: 'layers' | 'places' | 'lines'): void => {
        self.postMessage({ id, state: 'step', step });
      };
      return { drawing: drawIndexed(index, view, { challenged, onStep }), view };
    }
    case 'fail':
      return toWhatIf(safetyCase, ask as Work['fail']['asks']);
    case 'rank':
      return rankNodes(safetyCase);
    case 'order': {
      const made = (ask as Work['order']['asks']).map(({ name, members }) => ({ name, members: toNodeIds(safetyCase.nodes, members) })); // prettier-ignore
      return toReadingQueue(safetyCase, { ...toRanking(safetyCase), causes: [...made, ...toCommonCauses(safetyCase)] }); // prettier-ignore
    }
    case 'groups':
      return analyseGroups(safetyCase, ask as Work['groups']['asks']);
    case 'weak':
      return findWeaknesses(safetyCase, safetyCase.argumentFile ?? '', ask as Work['weak']['asks']);
  }
}
