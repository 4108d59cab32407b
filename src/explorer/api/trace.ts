import { type JsonObject, isObject, listIn, numberIn, objectIn, textIn } from './json.ts';

export interface Attempt {
  readonly startMs: number;
  readonly waitedMs: number;
  readonly durationMs: number;
  readonly status: number | null;
  readonly interruption: string | null;
}

export interface Call {
  readonly kind: 'READ' | 'WRITE';
  readonly backend: string;
  readonly operation: string;
  readonly cache: 'HIT' | 'JOINED' | 'MISS';
  readonly ageMs: number | null;
  readonly startMs: number;
  readonly durationMs: number;
  readonly attempts: readonly Attempt[];
  readonly result: string | null;
  readonly error: string | null;
  readonly fields: readonly string[];
}

export interface PlannedField {
  readonly field: string;
  readonly backends: readonly string[];
}

export interface Saved {
  readonly notNeeded: number;
  readonly fromCache: number;
  readonly joined: number;
  readonly repeated: number;
}

/** What `extensions.trace` of a response tells. */
export interface Trace {
  readonly durationMs: number;
  readonly plan: readonly PlannedField[];
  readonly calls: readonly Call[];
  readonly omittedCalls: number;
  readonly saved: Saved;
}

/** `null` when the server sent none, as for a request that is wrong from the start. */
export function readTrace(value: unknown): Trace | null {
  if (!isObject(value)) return null;
  const saved = objectIn(value['saved']);
  return {
    durationMs: numberIn(value['durationMs']),
    plan: listIn(value['plan']).filter(isObject).map(plannedField),
    calls: listIn(value['calls']).filter(isObject).map(callOf),
    omittedCalls: numberIn(value['omittedCalls']),
    saved: {
      notNeeded: numberIn(saved['notNeeded']),
      fromCache: numberIn(saved['fromCache']),
      joined: numberIn(saved['joined']),
      repeated: numberIn(saved['repeated']),
    },
  };
}

const plannedField = (row: JsonObject): PlannedField => ({
  field: textIn(row['field']),
  backends: [
    ...new Set(
      listIn(row['sources'])
        .filter(isObject)
        .map((source) => textIn(source['backend'])),
    ),
  ],
});

const callOf = (call: JsonObject): Call => ({
  kind: call['kind'] === 'WRITE' ? 'WRITE' : 'READ',
  backend: textIn(call['backend']),
  operation: textIn(call['operation']),
  cache: call['cache'] === 'HIT' || call['cache'] === 'JOINED' ? call['cache'] : 'MISS',
  ageMs: typeof call['ageMs'] === 'number' ? call['ageMs'] : null,
  startMs: numberIn(call['startMs']),
  durationMs: numberIn(call['durationMs']),
  attempts: listIn(call['attempts']).filter(isObject).map(attemptOf),
  result: textIn(call['result']) || null,
  error: textIn(call['error']) || null,
  fields: listIn(call['fields']).map(textIn).filter(Boolean),
});

const attemptOf = (attempt: JsonObject): Attempt => ({
  startMs: numberIn(attempt['startMs']),
  waitedMs: numberIn(attempt['waitedMs']),
  durationMs: numberIn(attempt['durationMs']),
  status: typeof attempt['status'] === 'number' ? attempt['status'] : null,
  interruption: textIn(attempt['interruption']) || null,
});
