import { chakra } from './chakra/index.ts';
import { emeritus } from './emeritus/index.ts';
import { haptikTract } from './haptik-tract/index.ts';
import { haptik } from './haptik/index.ts';
import { known } from './configuration/known-backend.ts';
import type { KnownBackend } from './configuration/known-backend.ts';
import { voltMx } from './volt-mx/index.ts';

/** Every backend there is, in the order of the `Backend` enum. A sixth one is one more line here. */
export const backends: readonly KnownBackend[] = [
  known(haptikTract),
  known(haptik),
  known(chakra),
  known(voltMx),
  known(emeritus),
];

export type {
  AccountField,
  BackendAdapter,
  FollowUp,
  Identifiers,
  InputProblem,
  Prepared,
  Write,
} from './backend.ts';
export { connectBackends } from './connect.ts';
export { LAST_WRITE, REGISTRY } from './backend.ts';
export type { CallContext, CallRefusal, CallSignal, CallSignalListener } from './call-context.ts';
export type { ConfiguredBackend, Environment } from './configuration/known-backend.ts';
export { Secret } from './configuration/secret.ts';
export { section } from './configuration/section.ts';
export type { ProxySettings } from './http/dispatcher.ts';
export { NO_PROXIES, shownProxy } from './http/dispatcher.ts';
export { DriftWatch } from './http/drift.ts';
export { loadDocument } from './http/openapi-document.ts';
export { UNCONNECTED } from './http/unconnected.ts';
export { IDENTIFIER_RULE } from './identifier.ts';
export type { ParsedWebhook, HookResponse, HookCall, InboundHook } from './inbound-hook.ts';
export type { Finding } from './probing/finding.ts';
export { probeBackend } from './probing/probe-backend.ts';
export { ReadLoader } from './reads/loaders.ts';
export type { CachedRecord } from './reads/read-cache.ts';
export { Footprint } from './reads/footprint.ts';
export { SharedReads } from './reads/shared-reads.ts';
export { ReadCache } from './reads/read-cache.ts';
export type { FieldState, FieldStates, FoundReading, Reading } from './reads/reading.ts';
export { found } from './reads/reading.ts';
export type { PlannedSource } from './reads/trace.ts';
export { Trace } from './reads/trace.ts';
export { weightOf } from './reads/weight.ts';
export type { Health } from './resilience/standing.ts';
export { RetryPolicy } from './resilience/retry-policy.ts';
