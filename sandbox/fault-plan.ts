import type { RawRequest } from './contract.ts';
import type { Fault } from './faults.ts';

interface Plan {
  readonly next: { readonly fault: Fault; left: number }[];
  always: Fault | null;
}

interface Aimed {
  readonly mark: string;
  readonly operation: string;
  readonly fault: Fault;
}

/** Which faults are still to come at one backend. */
export class FaultSchedule {
  readonly #plans = new Map<string, Plan>();
  #aimed: readonly Aimed[] = [];

  /**
   * The next `times` calls of the operation (`'*'`: of any) suffer the fault, after those planned before. Without
   * `times` every later call does, when no counted fault is left.
   */
  add(operation: string, fault: Fault, times?: number): void {
    const plan = this.#plans.get(operation) ?? { next: [], always: null };
    this.#plans.set(operation, plan);
    if (times === undefined) plan.always = fault;
    else plan.next.push({ fault, left: times });
  }

  /** Every later call of the operation that has this text in its path, query or body suffers the fault before others. */
  aim(mark: string, operation: string, fault: Fault): void {
    this.#aimed = [...this.#aimed, { mark, operation, fault }];
  }

  /**
   * The fault of this call, counted off: what is aimed at it comes first, what is planned for the operation before what
   * is planned for all.
   */
  take(operation: string, request: RawRequest): Fault | null {
    return this.#aimedAt(operation, request) ?? this.#next(operation) ?? this.#next('*');
  }

  clear(): void {
    this.#plans.clear();
    this.#aimed = [];
  }

  #aimedAt(operation: string, { path, body }: RawRequest): Fault | null {
    const aimed = this.#aimed.find(
      (one) => one.operation === operation && (path.includes(one.mark) || body.includes(one.mark)),
    );
    return aimed?.fault ?? null;
  }

  #next(operation: string): Fault | null {
    const plan = this.#plans.get(operation);
    if (plan === undefined) return null;
    while (plan.next[0] !== undefined && plan.next[0].left <= 0) plan.next.shift();
    const counted = plan.next[0];
    if (counted === undefined) return plan.always;
    counted.left -= 1;
    return counted.fault;
  }
}
