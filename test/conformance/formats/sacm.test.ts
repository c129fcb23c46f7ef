import { it } from 'vitest';
import type { Interchange } from '../../../shared/formats/interchange.ts';
import { readSacm } from '../../../shared/formats/sacm/read.ts';
import { SACM_NAMESPACE, writeSacm } from '../../../shared/formats/sacm/write.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { expectCases } from '../../support/conformance-count.ts';
import { describeWithData, listConformance, readConformance } from '../../support/conformance.ts';
import { differencesOf } from '../../support/interchange.ts';

const DATA = ['cases', 'assurance-forge-sacm'];

function files(): string[] {
  return listConformance(...DATA).filter((name) => name.endsWith('.xml'));
}

function textOf(name: string): string {
  return utf8Decode(readConformance(...DATA, name), name);
}

/** Claims, reasonings and artifact references of a file, counted in its text alone. */
function countElements(text: string): number {
  return [...text.matchAll(/<(?:claim|argumentReasoning|artifactReference)\s/giu)].length;
}

/** The argument without the declarations of namespaces that its root had. */
function withoutNamespace(argument: Interchange): Interchange {
  const nodes = new Map([...argument.nodes].map(([id, fields]) => [id, JSON.parse(JSON.stringify(fields, (key, value: unknown) => (key.startsWith('xmlns') ? undefined : value))) as JsonObject])); // prettier-ignore
  return { ...argument, nodes };
}

describeWithData('SACM files', DATA, () => {
  it('opens all 6 with every element, and finds no constraint broken', () => {
    const judged = files().map((name) => {
      const { interchange, findings, losses } = readSacm(textOf(name), name);
      const errors = findings.filter(({ severity }) => severity === 'error');
      const own = [...interchange.nodes.values()].filter((fields) => !('copyOf' in (fields['x-sacm'] as object))); // prettier-ignore
      const isAsExpected = own.length === countElements(textOf(name)) && errors.length === 0;
      return { name, isAsExpected: isAsExpected && losses.length === 0 };
    });
    expectCases('SACM files', judged);
  });

  it('gives each back as it was, up to order', () => {
    const judged = files().map((name) => {
      const { interchange } = readSacm(textOf(name), name);
      const writing = writeSacm(interchange);
      const back = readSacm(writing.text, name);
      const different = differencesOf(withoutNamespace(interchange), withoutNamespace(back.interchange)); // prettier-ignore
      // The namespace of another dialect is not kept, which the report names.
      const losses = writing.losses.filter(({ field }) => !field.startsWith('xmlns'));
      const isNamed = losses.length < writing.losses.length || textOf(name).includes(SACM_NAMESPACE + '"'); // prettier-ignore
      const errors = back.findings.filter(({ severity }) => severity === 'error');
      return { name, isAsExpected: different.length === 0 && losses.length === 0 && isNamed && errors.length === 0 }; // prettier-ignore
    });
    expectCases('SACM round trips', judged);
  });
});
