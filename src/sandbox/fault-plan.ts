import type { Fault } from './faults.ts';

interface Plan {
  readonly next: { readonly fault: Fault; left: number }[];
  always: Fault | null;
}

/** Which faults are still to come at one backend. */
export class FaultPlan {
  readonly #plans = new Map<string, Plan>();

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

  /** The fault of this call, counted off: what is planned for the operation comes before what is planned for all. */
  take(operation: string): Fault | null {
    return this.#next(operation) ?? this.#next('*');
  }

  clear(): void {
    this.#plans.clear();
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
