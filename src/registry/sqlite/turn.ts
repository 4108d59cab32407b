import { setImmediate } from 'node:timers';

let turn = 0;
let isEnding = false;

/**
 * The turn of the event loop that runs, as a number: another one once the loop has looked for input again. What other
 * processes tell of their commits comes in by a later turn.
 */
export function currentTurn(): number {
  if (!isEnding) {
    isEnding = true;
    setImmediate(() => {
      isEnding = false;
      endTurn();
    });
  }
  return turn;
}

/** What is known of this turn counts no more: this process has committed something. */
export function endTurn(): void {
  turn += 1;
}
