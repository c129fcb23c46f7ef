// Opening a log of 100,000 entries with 10,000 records, everything verified, against Ed25519 alone on all
// cores and against git on commits signed with SSH.
import fs from 'node:fs';
import path from 'node:path';
import { hasCommand, median, printRatio, printTimes, run as runCommand, runTask, takeTurns, timeOf } from './processes.mjs'; // prettier-ignore

const ENTRIES = 100_000;
const RECORDS = 10_000;
const COMMITS = 100;
const ROUNDS = 3;

/** A repository whose commits are all signed with an SSH key that it trusts. */
async function makeRepository(folder) {
  fs.mkdirSync(folder);
  const key = path.join(folder, 'key');
  await runCommand('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'bench', '-f', key]);
  const allowed = path.join(folder, 'allowed');
  fs.writeFileSync(allowed, `bench@example.org ${fs.readFileSync(`${key}.pub`, 'utf8')}`);
  const git = (...args) => runCommand('git', args, { cwd: folder });
  await git('init', '-q');
  const settings = { 'user.name': 'Bench', 'user.email': 'bench@example.org', 'gpg.format': 'ssh', 'user.signingkey': key, 'gpg.ssh.allowedSignersFile': allowed }; // prettier-ignore
  for (const [name, value] of Object.entries(settings)) await git('config', name, value);
  for (let number = 0; number < COMMITS; number += 1) {
    await git('commit', '-q', '-S', '--allow-empty', '-m', `commit ${number}`);
  }
  const { stdout, stderr } = await git('log', '--show-signature');
  const good = `${stdout}${stderr}`.match(/Good "git" signature/g)?.length ?? 0;
  if (good !== COMMITS) throw new Error(`git found ${good} good signatures of ${COMMITS}.`);
}

export async function run({ folder, tasks }) {
  const records = path.join(folder, 'case');
  const keys = await runTask(tasks, 'make-log', { folder: records, entries: ENTRIES, perRecord: ENTRIES / RECORDS }); // prettier-ignore
  const repository = path.join(folder, 'repository');
  const hasGit = (await hasCommand('git', ['version'])) && (await hasCommand('ssh-keygen', ['-?']));
  if (hasGit) await makeRepository(repository);
  const { log, raw, git } = await takeTurns(
    {
      log: () => runTask(tasks, 'open-log', { folder: records, ...keys }),
      raw: () => runTask(tasks, 'raw-ed25519', { signatures: RECORDS }),
      git: () => (hasGit ? timeOf('git', ['log', '--show-signature'], { cwd: repository }) : null),
    },
    ROUNDS,
  );
  const opened = median(log.map((item) => item.milliseconds));
  const alone = median(raw.map((item) => item.milliseconds));
  const peak = Math.max(...log.map((item) => item.peakMiB));
  const block = median(log.map((item) => item.longestBlock));
  console.log(`\nlog: ${ENTRIES} entries, ${RECORDS} records`);
  printTimes('opened, everything verified', log.map((item) => item.milliseconds)); // prettier-ignore
  printTimes(`Ed25519 alone, ${RECORDS} signatures, all cores`, raw.map((item) => item.milliseconds)); // prettier-ignore
  printRatio('Ed25519 alone / opened', alone / opened, 'at least 0.60');
  if (hasGit) {
    printTimes(`git log --show-signature, ${COMMITS} commits`, git);
    printRatio('git / opened, for each signature', median(git) / COMMITS / (opened / RECORDS), 'at least 20'); // prettier-ignore
  }
  printRatio('peak memory, MiB', peak, 'at most 300');
  printRatio('longest time the opening thread was busy, ms', block, 'at most 100');
}
