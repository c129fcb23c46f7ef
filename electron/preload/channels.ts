/**
 * The names that may cross between the page and the main process, and how they are spelt on the wire.
 * This file is bundled into the preload, so it imports types only; a test holds the lists equal to
 * `shared/ipc/contract.ts`.
 */
import type { CallName, EventName } from '../../shared/ipc/contract.ts';

/** Channels of other libraries in the same process can never be mistaken for ours. */
const CALL_PREFIX = 'countersign:call:';
const EVENT_PREFIX = 'countersign:event:';

export const CALL_NAMES = [
  'app.info', 'app.preferences', 'app.setPreferences', 'app.start', 'app.forgetRecent',
  'open.dialog', 'open.sample', 'open.recent', 'open.dropped', 'open.cancel', 'open.saveFindings',
  'case.get', 'case.more', 'case.readFile', 'case.saveDrawing', 'case.changes', 'case.close',
  'review.get', 'reading.mark', 'draft.save', 'draft.discard', 'draft.restore',
  'record.submit', 'record.payload', 'signOff.prepare', 'signOff.sign', 'sealed.open',
  'log.entries', 'log.acknowledgeDamage', 'log.explainClock', 'timeStamp.ask', 'timeStamp.read', 'timeStamp.add',
  'identity.list', 'identity.create', 'identity.select', 'identity.unlock', 'identity.lock',
  'roster.get', 'roster.change', 'roster.sign', 'roster.compare', 'roster.adopt',
  'policy.choose', 'policy.propose', 'policy.sign', 'policy.save',
  'key.choose', 'key.import', 'key.rotate',
  'packet.seats', 'packet.plan', 'packet.make', 'packet.get', 'packet.accept', 'packet.discard',
  'packet.openBundle', 'exchange.get', 'exchange.choose', 'exchange.stop', 'exchange.check', 'exchange.open',
  'export.make', 'verify.report', 'verify.compareRoster', 'verify.saveReport',
] as const satisfies readonly CallName[]; // prettier-ignore

export const EVENT_NAMES = [
  'open.progress', 'open.caseOpened', 'open.verified', 'open.refused', 'open.cancelled',
  'packet.ready', 'exchange.changed',
  'review.changed', 'identity.changed', 'preferences.changed', 'menu.command',
] as const satisfies readonly EventName[]; // prettier-ignore

export function toCallChannel(name: CallName): string {
  return CALL_PREFIX + name;
}

export function toEventChannel(name: EventName): string {
  return EVENT_PREFIX + name;
}
