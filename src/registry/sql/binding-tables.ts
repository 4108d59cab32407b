import type { Backend } from '#schema';
import type { BindingChange } from '../bindings.ts';

/** The settings that the registry is bound to now. */
export interface BindingsTable {
  backend: Backend;
  variable: string;
  /** A keyed hash of the setting's value. */
  digest: string;
  shown: string | null;
}

/** Append-only: who bound the registry to what, and when. */
export interface BindingChangesTable {
  id: string;
  at: string;
  actor: string;
  backend: Backend;
  variable: string;
  kind: BindingChange['kind'];
  shown_before: string | null;
  shown_after: string | null;
}
