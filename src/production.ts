import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Imported ahead of graphql-js, which reads it once: elsewhere than in production it looks for a second copy of itself
// behind every value of an answer, and that is a tenth of what an answer costs.
process.env['NODE_ENV'] ??= 'production';

// In a pause V8 may collect garbage twice, and by its default it then forgets the shapes of objects of which there is none
// just now: those of every request. The code that was compiled for them goes too: some 350 functions, seen by
// `--log-deopt`, and what came next took up to a fifth more CPU.
setFlagsFromString('--retain-maps-for-n-gc=10');

// Code that once made long-lived objects is taken by V8 to go on doing so, and makes them where only a full collection frees
// them: until then each keeps alive the whole request that it was made for. Such a process spent a tenth of its CPU on copying
// what was over.
setFlagsFromString('--no-allocation-site-pretenuring');

/** For a process that has started and serves. */
export function settleDown(): void {
  compileSooner();
  const begun = performance.eventLoopUtilization();
  setTimeout(() => {
    const { utilization } = performance.eventLoopUtilization(begun);
    if (utilization < QUIET) releaseMemory();
  }, QUIET_MS).unref();
}

/**
 * Most of what a request runs is run once for it, so that by V8's counts (400 and 3,000 calls) the first thousands of
 * requests are answered by code that is not compiled yet, at up to twice the CPU. During the start it would compile what is
 * never run again, and keep it.
 */
function compileSooner(): void {
  setFlagsFromString('--invocation-count-for-maglev=50');
  setFlagsFromString('--invocation-count-for-turbofan=200');
}

const QUIET_MS = 1000;
/** A part of the time. */
const QUIET = 0.2;

/**
 * Of what the start took, 17 MB are room for new objects that V8 by itself would keep for minutes. It takes a tenth of a
 * second, of which somebody who is served should not hear: a process that is asked at once needs the room anyway.
 */
function releaseMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: NodeJS.GCFunction = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  // One entry that waits meanwhile: where there is none, the shape of such entries is forgotten, and Node then makes them in
  // V8's slow way for good. Some six of them belong to a request, and each takes three times as long.
  process.nextTick(() => undefined);
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
