import type { BindingPart } from '#normalise';
import type { Backend } from '#schema';
import type { DurableRegistry } from './durable-registry.ts';
import type { StepOutcome, StepRow } from './operation-log.ts';
import type { Instances } from './instances.ts';
import type { SharedCounters } from './shared-counters.ts';
import type { Imports } from './imports.ts';

/** How a setting differs from the one that the registry was bound to. */
export interface BindingChange {
  readonly backend: Backend;
  readonly variable: string;
  /** `added`: there was none. `removed`: there is none any more. */
  readonly kind: 'added' | 'changed' | 'removed';
  /** `BindingPart.shown` of both sides. */
  readonly was: string | null;
  readonly is: string | null;
}

/** What a change of the binding means, before it is made. */
export interface RebindPreview {
  readonly changes: readonly BindingChange[];
  /** Steps at the backends that change and whose outcome is open. */
  readonly openSteps: number;
}

/**
 * To which backends a registry belongs: the identifiers that it holds mean nothing at others. Every method is one
 * transaction, and throws `FacetError` with code `REGISTRY_UNAVAILABLE` when the database cannot be reached.
 */
export interface Bindings {
  /**
   * Binds the registry to what was not there before. Answers what is not as it was bound, and records nothing then: of two
   * processes that start with different settings one is refused.
   */
  bind(parts: readonly BindingPart[], actor: string): Promise<readonly BindingChange[]>;
  /**
   * Whether it is bound to these settings still, as far as they go: others may have been added; and whether it is kept
   * under the key that is written with here, if any. Reads only.
   */
  isBoundTo(parts: readonly BindingPart[]): Promise<boolean>;
  /** What `rebind` would do. */
  preview(parts: readonly BindingPart[]): Promise<RebindPreview>;
  /**
   * Binds the registry to these settings, and records who did so and when. Steps at backends of which a setting changes
   * or goes get their last word from `lastWord`, when they have none or would be sent when their caller asks again: what
   * was meant for one backend is not sent to another. Whoever runs their operations loses the lease.
   */
  rebind(
    parts: readonly BindingPart[],
    actor: string,
    lastWord: (step: StepRow) => StepOutcome,
  ): Promise<RebindPreview>;
}

/** A registry that knows to which backends it belongs, and takes links that are known elsewhere. */
export interface BoundRegistry extends DurableRegistry {
  readonly bindings: Bindings;
  readonly imports: Imports;
  readonly instances: Instances;
  /** `null` where no other machine could share them. */
  readonly counters: SharedCounters | null;
}
