/** Ids that a person would take for another one: with signs that cannot be seen, or letters that look alike. */
import { skeletonOf } from '../bundle/name-fold.ts';
import type { Finding } from '../case/model.ts';
import { at } from './link-findings.ts';
import type { FindingContext } from './link-findings.ts';

/** Control, direction, zero-width and other characters that are not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const PLAIN = /^[\x21-\x7e]*$/u;

/** Linear in the number of ids; nothing is compared where all are of plain letters and signs. */
export function idFindings(context: FindingContext): Finding[] {
  const { nodes } = context.safetyCase;
  if (nodes.every((node) => PLAIN.test(node.id))) return [];
  const findings: Finding[] = [];
  const seen = new Map<string, string>();
  for (const node of nodes) {
    const { id } = node;
    const bare = id.replace(UNSEEN, '');
    if (bare !== id) {
      findings.push({ code: 'id-unseen-signs', severity: 'warning', where: at(context, node), message: `The id "${id}" holds signs that are not seen; without them it is "${bare}".`, fix: 'Ask for an id of letters, digits and ._- only.' }); // prettier-ignore
    }
    const skeleton = skeletonOf(bare);
    const other = seen.get(skeleton);
    if (other === undefined) seen.set(skeleton, id);
    else if (!PLAIN.test(id) || !PLAIN.test(other)) {
      findings.push({ code: 'ids-look-alike', severity: 'warning', where: at(context, node), message: `The id "${id}" looks like "${other}" and is another one.`, fix: 'Ask for an id that nobody takes for another one.' }); // prettier-ignore
    }
  }
  return findings;
}
