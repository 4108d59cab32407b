import type { BackendName } from './world.ts';

/** What may differ between two runs of one document: the same place, two values. A literal takes the first. */
export type Variants<T> = readonly [T, T];

export type Variant = 0 | 1;

interface Given<T> {
  readonly value: Variants<T>;
  readonly variable: boolean;
}

/** `@skip` or `@include` on a part of a selection. */
export interface Condition extends Given<boolean> {
  readonly directive: 'skip' | 'include';
}

/** How a person is named: by position, and by which identifier. */
export interface Naming {
  readonly person: number;
  readonly how: 'id' | 'account' | 'otherAccount' | 'alias' | 'nobody';
}

export type Names = readonly string[] | null;

/** An argument before it is written down. */
export type Argument =
  | ({ readonly kind: 'names' | 'fields' } & Given<Names>)
  | ({ readonly kind: 'at' } & Given<BackendName>)
  | ({ readonly kind: 'by' | 'id' } & Given<Naming>)
  | ({ readonly kind: 'bys' | 'ids' | 'representations' } & Given<readonly Naming[]>);

export interface Field {
  readonly kind: 'field';
  readonly name: string;
  readonly argument: Argument | null;
  /** Has a response name that nobody shares; without one, equal fields merge. */
  readonly aliased: boolean;
  readonly condition: Condition | null;
  readonly selection: Selection | null;
}

export interface Fragment {
  readonly kind: 'fragment';
  /** The type condition; an inline fragment may go without. */
  readonly on: string | null;
  readonly spread: boolean;
  readonly condition: Condition | null;
  readonly selection: Selection;
}

export type Part = Field | Fragment;
export type Selection = readonly Part[];

/** The value in one run. */
export function given<T>({ value, variable }: Given<T>, variant: Variant): T {
  return variable ? value[variant] : value[0];
}

/** The fields of a selection that an object of a type gets, fragments opened, conditions applied. */
export function* fieldsFor(type: string, selection: Selection, variant: Variant): Generator<Field> {
  for (const part of selection) {
    const { condition } = part;
    if (condition && given(condition, variant) === (condition.directive === 'skip')) continue;
    if (part.kind === 'field') yield part;
    else if (applies(part.on, type)) yield* fieldsFor(type, part.selection, variant);
  }
}

function applies(on: string | null, type: string): boolean {
  return on === null || on === type || on === 'Node' || (on === 'Account' && type !== 'User');
}
