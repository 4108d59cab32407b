export type { OperatorDeps, OperatorResult } from './by-operator.ts';
export { giveUpOperation, retryOperation } from './by-operator.ts';
export { startBackground } from './background.ts';
export type { PreparedMutation } from './engine.ts';
export { OperationEngine } from './engine.ts';
export { deletionRequest } from './erasure.ts';
export { fingerprintOf } from './fingerprint.ts';
export { withinOperation } from './interruption.ts';
export type { OperationSettings } from './operation-settings.ts';
export type { Outcome, OutcomeError, UserError, WriteResult } from './outcome.ts';
export { refusedStep, unsent, userError } from './outcome.ts';
export { rebound } from './rebound.ts';
export {
  auditRefusal,
  outcomesOf,
  performWrite,
  personOf,
  currentOutcome,
  writeResult,
} from './result.ts';
export { BacklogWatch } from './backlog-watch.ts';
