/** What the field understands, each as something to try. Shown while nothing is asked. */
import type { ReactNode } from 'react';
import { OPERATOR_NAMES, OPERATORS, STATES } from '../../../shared/search/operators.ts';
import { setQuery } from '../../state/search.ts';

const WORDS: readonly (readonly [string, string])[] = [
  ['oversight monitor', 'both words, anywhere in one claim, passage, row, note or challenge'],
  ['"chain of thought"', 'these words one after the other'],
  ['monitor -oversight', 'the first word without the second'],
];

export function SearchHelp(): ReactNode {
  return (
    <div className="scroll searchhelp">
      <h2>What can be asked</h2>
      <p className="q2">Case, accents and kinds of quotation marks do not count. A word finds every word that holds it.</p>
      <dl>
        {WORDS.map(([example, means]) => <Line key={example} example={example} means={means} />)}
        {OPERATOR_NAMES.map((name) => {
          const { means, example, values } = OPERATORS[name];
          const more = values === null || name === 'is' ? '' : `: ${values.join(', ')}`;
          return <Line key={name} example={example} means={`${means}${more}`} />;
        })}
        <Line example="kind:goal,strategy" means="a comma means or" />
        <Line example="-is:reviewed in:claims" means="a minus turns an operator round" />
      </dl>
      <h2>States for is:</h2>
      <dl className="states">
        {Object.entries(STATES).map(([state, means]) => <Line key={state} example={`is:${state}`} means={means} />)}
      </dl>
    </div>
  );
} // prettier-ignore

function Line({ example, means }: { readonly example: string; readonly means: string }): ReactNode {
  return (
    <div>
      <dt><button type="button" className="link mono" onClick={() => { setQuery(example); }}>{example}</button></dt>
      <dd>{means}</dd>
    </div>
  );
} // prettier-ignore
