/** A package of SACM that binds others is a contract module to the rules of GSN. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../../../electron/cli/run.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

function toFile(type: 'argumentPackage' | 'argumentPackageBinding'): string {
  return `<sacm:AssuranceCasePackage xmlns:sacm="http://www.omg.org/spec/SACM/2.3" id="P" name="A case">
<argumentPackage id="A" name="Top">
  <claim id="G1" assertionDeclaration="asserted"><description>Safe</description></claim>
  <claim id="G2" assertionDeclaration="needsSupport"><description>Tested</description></claim>
  <assertedInference id="R1" source="G3" target="G1"/>
</argumentPackage>
<${type} id="B" name="Link">
  <claim id="G3" assertionDeclaration="asserted"><description>The parts fit</description></claim>
  <assertedInference id="R2" source="G2" target="G3"/>
</${type}>
<argumentPackageInterface id="I" name="Open" implements="#B"/>
</sacm:AssuranceCasePackage>
`;
}

async function findingsOf(text: string): Promise<readonly string[]> {
  const file = path.join(await makeTempFolder(), 'a.xml');
  await writeFile(file, text);
  let out = '';
  const io = { out: (more: string) => { out += more; }, error: () => undefined, version: '0' }; // prettier-ignore
  await runCli(['check', file, '--json'], io);
  const { findings } = JSON.parse(out) as { findings: readonly { rule: string; where: { node: string | null } }[] }; // prettier-ignore
  return findings.filter(({ rule }) => rule === 'M11').map(({ where }) => where.node ?? 'module').sort(); // prettier-ignore
}

it('is told where it publishes, and where links lead into it or out of it', async () => {
  expect(await findingsOf(toFile('argumentPackageBinding'))).toEqual(['G1', 'G3', 'module']);
  expect(await findingsOf(toFile('argumentPackage'))).toEqual([]);
});
