/** One node: its shape, its words, its states. Drawn like in the SVG file (shared/argument/drawing). */
import { memo, type ReactNode } from 'react';
import { LINE } from '../../../shared/argument/drawing/box.ts';
import type { DrawnNode } from '../../../shared/argument/drawing/drawing.ts';
import { COMPARTMENT, isAway, letterOf, toDecorations, toLetterPlace, toOutlinePath } from '../../../shared/argument/drawing/shapes.ts'; // prettier-ignore
import { toFallWords, toHiddenWords } from '../../../shared/argument/drawing/svg.ts';
import { widthOf } from '../../../shared/argument/drawing/text.ts';
import { Icon } from '../../components/Icon.tsx';
import type { Phrase } from '../outline/facts.ts';

export interface GraphNodeProps {
  readonly node: DrawnNode;
  readonly isSelected: boolean;
  readonly isLoadBearing: boolean;
  /** What the what-if says: set as failing, falls with it, or nothing. */
  readonly fall: 'failed' | 'fallen' | null;
  readonly phrases: readonly Phrase[];
  readonly showsWords: boolean;
  /** Id in the page and name, for the one node that has the focus of the keyboard. */
  readonly spoken: { readonly id: string; readonly name: string } | null;
}

function GraphNodeShape(props: GraphNodeProps): ReactNode {
  const { node, isSelected, isLoadBearing, fall, showsWords, spoken } = props;
  const { x, y, width, height, shape } = node;
  const away = isAway(node.kind);
  const body = away && shape !== 'rectangle' ? height - COMPARTMENT : height;
  const look = ['gnode', isSelected ? 'sel' : '', isLoadBearing ? 'lb' : '', isDoubt(node) ? 'doubt' : '', fall ?? ''];
  return (
    <g
      className={look.filter((one) => one !== '').join(' ')}
      transform={`translate(${String(x)} ${String(y)})`}
      data-node={node.id}
      {...(spoken === null ? { 'aria-hidden': true } : { id: spoken.id, role: 'img', 'aria-label': spoken.name })}
    >
      <path className="o" d={toOutlinePath(shape, width, body, away)} />
      {toDecorations({ ...node, isAway: away }).map(({ kind, path }) => <path key={kind} className={kind} d={path} />)}
      {showsWords && <Words {...props} />}
    </g>
  );
} // prettier-ignore

export const GraphNode = memo(GraphNodeShape);

function Words({ node, phrases, fall }: GraphNodeProps): ReactNode {
  const { width, height, textX, textY, isCentred, lines, footY } = node;
  const anchor = isCentred ? 'middle' : 'start';
  const letter = letterOf(node.kind);
  const [letterX, letterY] = toLetterPlace(width, height, isAway(node.kind));
  const foot = toFoot(phrases, width - 24);
  return (
    <>
      <text className="id" x={textX} y={textY} textAnchor={anchor}>{node.label}</text>
      {lines.map((line, index) => <text key={index} x={textX} y={textY + (index + 1) * LINE} textAnchor={anchor}>{line}</text>)}
      {fall !== null && <text className="falls" x={isCentred ? width / 2 : width - (node.shape === 'parallelogram' ? 24 : 12)} y={isCentred ? height + 14 : textY} textAnchor={isCentred ? 'middle' : 'end'}>{toFallWords(node, fall === 'failed')}</text>}
      {footY !== null && foot.map(({ phrase, left }) => (
        <g key={phrase.text} className={`st ${phrase.tone}`} transform={`translate(${String(textX + left)} ${String(footY)})`}>
          <g transform="translate(0 -11)"><Icon name={phrase.icon} small /></g>
          <text x={17}>{phrase.text}</text>
        </g>
      ))}
      {footY === null && fall === null && phrases.some((one) => one.tone === 'alarm' || one.tone === 'care') && !isCentred && (
        <text className="falls care" x={width - (node.shape === 'parallelogram' ? 24 : 12)} y={textY} textAnchor="end">{phrases.find((one) => one.tone === 'alarm' || one.tone === 'care')?.text}</text>
      )}
      {node.module !== null && <text className="q" x={26} y={height - 7}>{node.module}</text>}
      {node.gate !== '' && node.hidden === null && <text className="q" x={width / 2 + 7} y={height + 15}>{node.gate}</text>}
      {letter !== '' && <text className="id" x={letterX} y={letterY}>{letter}</text>}
      {node.hidden !== null && <Fold node={node} />}
    </>
  );
} // prettier-ignore

/** What the node hides; a press on it unfolds. */
function Fold({ node }: { readonly node: DrawnNode }): ReactNode {
  if (node.hidden === null) return null;
  const words = toHiddenWords(node.hidden);
  const wide = widthOf(words) + 20;
  return (
    <g className={node.hidden.challenged > 0 ? 'fold open' : 'fold'} data-fold={node.id} transform={`translate(${String(node.width / 2 - wide / 2)} ${String(node.height + 7)})`}>
      <rect width={wide} height={24} />
      <text x={wide / 2} y={16} textAnchor="middle">{words}</text>
    </g>
  );
} // prettier-ignore

function isDoubt({ kind }: DrawnNode): boolean {
  return kind === 'defeater' || kind === 'counterEvidence';
}

/** As many phrases as fit beside each other. */
function toFoot(
  phrases: readonly Phrase[],
  room: number,
): readonly { readonly phrase: Phrase; readonly left: number }[] {
  let left = 0;
  return phrases.flatMap((phrase) => {
    const wide = widthOf(phrase.text) * 0.92 + 26;
    if (left + wide > room + 8) return [];
    const placed = { phrase, left };
    left += wide;
    return [placed];
  });
}
