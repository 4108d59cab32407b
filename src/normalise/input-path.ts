/** Leads to a part of a mutation's input, by the names below `input`: `['location', 'city']`. */
export type InputPath = readonly string[];

/** A part of an input that a backend does not keep, and why, in words that quote no value. */
export interface NotStored {
  readonly path: InputPath;
  readonly reason: string;
}

/** What a write to one backend keeps of the input, and what it does not. */
export interface StepParts {
  readonly stored: readonly InputPath[];
  readonly notStored: readonly NotStored[];
  /** Which part of the input each key of the request carries, where the backend's write says so. */
  readonly carriedBy?: Readonly<Record<string, InputPath>>;
}

export const NO_PARTS: StepParts = { stored: [], notStored: [] };

export const isSamePath = (one: InputPath, other: InputPath): boolean =>
  one.length === other.length && startsWith(one, other);

/** Whether `path` leads to `start` or to something within it. */
export const startsWith = (path: InputPath, start: InputPath): boolean =>
  start.every((name, index) => path[index] === name);

/** The paths behind dotted names such as `location.city`. */
export const pathsTo = (names: readonly string[]): readonly InputPath[] =>
  names.map((name) => name.split('.'));
