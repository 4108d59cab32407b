import type { CSSProperties } from 'react';
import type { Call, Trace } from '../api/trace.ts';
import { count, duration, outcome } from './words.ts';

/** A list of people makes many calls of one kind: so many are told in words, all are drawn. */
const TOLD = 4;
const MAX_ROWS = 6;

/** One lane a backend, all in one scale of time; below each lane the calls in words. */
export function Timeline({ trace }: { readonly trace: Trace }) {
  const lanes = [...Map.groupBy(trace.calls, ({ backend }) => backend)];
  const ends = trace.calls.map(({ startMs, durationMs }) => startMs + durationMs);
  const total = Math.max(...ends, 1);
  return (
    <div className="facet-timeline">
      {trace.calls.some(({ cache }) => cache !== 'HIT') && (
        <p className="facet-scale" aria-hidden="true">
          <span>0</span>
          <span>{duration(total)}</span>
        </p>
      )}
      <ul className="facet-lanes">
        {lanes.map(([backend, calls]) => (
          <Lane key={backend} backend={backend} calls={calls} total={total} />
        ))}
      </ul>
      <Legend calls={trace.calls} />
      {trace.omittedCalls > 0 && <p>{count(trace.omittedCalls, 'more call')}.</p>}
    </div>
  );
}

interface LaneProps {
  readonly backend: string;
  readonly calls: readonly Call[];
  readonly total: number;
}

function Lane({ backend, calls, total }: LaneProps) {
  const made = calls.filter(({ cache }) => cache !== 'HIT');
  const slowest = Math.max(...made.map(({ durationMs }) => durationMs));
  const told = calls.slice(0, TOLD);
  return (
    <li className="facet-lane">
      <p className="facet-lane-name">
        <span>{backend}</span>
        <span>{made.length > 0 ? duration(slowest) : 'from cache'}</span>
      </p>
      {inRows(calls).map((row, index) => (
        <div key={index} className="facet-track" aria-hidden="true">
          {row.flatMap((call, place) => bars(call, place, total))}
        </div>
      ))}
      <ul className="facet-calls">
        {told.map((call, index) => (
          <li key={index} className={call.error ? 'facet-bad' : undefined}>
            <code>{call.operation}</code> {details(call)}
          </li>
        ))}
        {calls.length > TOLD && <li>and {calls.length - TOLD} more</li>}
      </ul>
    </li>
  );
}

/** Calls at the same time, one below the other; beyond so many rows they share the last one. */
function inRows(calls: readonly Call[]): readonly (readonly Call[])[] {
  const rows: Call[][] = [];
  for (const call of calls) {
    const free = rows.find((row) => row.every((other) => !overlap(call, other)));
    const row = free ?? (rows.length < MAX_ROWS ? undefined : rows.at(-1));
    if (row) row.push(call);
    else rows.push([call]);
  }
  return rows;
}

const overlap = (one: Call, other: Call): boolean =>
  one.startMs < other.startMs + other.durationMs && other.startMs < one.startMs + one.durationMs;

function details(call: Call): string {
  const retries = call.attempts.length - 1;
  return [
    call.cache === 'HIT' ? '' : duration(call.durationMs),
    outcome(call),
    retries > 0 ? count(retries, 'retry', 'retries') : '',
    call.error ?? '',
    whatFor(call),
  ]
    .filter(Boolean)
    .join(' · ');
}

function whatFor({ kind, fields }: Call): string {
  if (fields.length === 0) return kind === 'WRITE' ? 'the write' : 'to find the person';
  const more = fields.length - 3;
  return `for ${fields.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const at = (start: number, length: number, total: number): CSSProperties => ({
  left: `${(start / total) * 100}%`,
  width: `${(length / total) * 100}%`,
});

function bars(call: Call, index: number, total: number) {
  const key = `${call.operation} ${index}`;
  const { startMs, durationMs } = call;
  if (call.cache === 'HIT') {
    const left = `min(${(startMs / total) * 100}%, calc(100% - 8px))`;
    return [<i key={key} className="facet-bar-cached" style={{ left }} />];
  }
  if (call.cache === 'JOINED') {
    return [<i key={key} className="facet-bar-joined" style={at(startMs, durationMs, total)} />];
  }
  const span = <i key={key} className="facet-bar-call" style={at(startMs, durationMs, total)} />;
  return [
    span,
    ...call.attempts.flatMap((attempt, number) => {
      const isBad = attempt.interruption !== null || (attempt.status ?? 0) >= 400;
      const sent = attempt.startMs + attempt.waitedMs;
      return [
        <i
          key={`${key} ${number} waited`}
          className="facet-bar-waited"
          style={at(attempt.startMs, attempt.waitedMs, total)}
        />,
        <i
          key={`${key} ${number}`}
          className={isBad ? 'facet-bar-failed' : 'facet-bar-tried'}
          style={at(sent, attempt.durationMs - attempt.waitedMs, total)}
        />,
      ];
    }),
  ];
}

/** What the marks mean, of those that are there. */
function Legend({ calls }: { readonly calls: readonly Call[] }) {
  const attempts = calls.flatMap((call) => call.attempts);
  const failed = attempts.some(({ status, interruption }) => interruption || (status ?? 0) >= 400);
  const marks: readonly (readonly [boolean, string, string])[] = [
    [attempts.some(({ waitedMs }) => waitedMs >= 1), 'waited', 'waited for a connection'],
    [attempts.length > 0, 'tried', 'answered'],
    [failed, 'failed', 'failed'],
    [calls.some((call) => call.attempts.length > 1), 'call', 'pause before a retry'],
    [calls.some(({ cache }) => cache === 'HIT'), 'cached', 'from cache'],
    [calls.some(({ cache }) => cache === 'JOINED'), 'joined', 'joined'],
  ];
  return (
    <ul className="facet-legend" aria-hidden="true">
      {marks
        .filter(([isThere]) => isThere)
        .map(([, kind, words]) => (
          <li key={kind}>
            <i className={`facet-bar-${kind}`} />
            {words}
          </li>
        ))}
    </ul>
  );
}
