/** Where a waiting change is: at HAPTIK, or at EMERITUS. */
export type Place = 'x1' | 'entity';

/** What is asked of a Facet: the n-th of two people, whose account it is or is not at first. */
export type Act =
  | { readonly kind: 'write'; readonly value: string }
  /** To the person who had the account at first, or the other one. */
  | { readonly kind: 'link'; readonly to: 'owner' | 'other' }
  | { readonly kind: 'unlink' };

/** What happens to one account while a change of it waits. */
export interface Course {
  /** Ends with the change that waits. */
  readonly before: readonly Act[];
  /** Killed over this. */
  readonly acts: readonly Act[];
  readonly after: readonly Act[];
  /** Whose the account is in the end; `null` where a repetition may change that. */
  readonly holder: 'owner' | 'other' | null;
}

const write = (value: string): Act => ({ kind: 'write', value });
const link = (to: 'owner' | 'other'): Act => ({ kind: 'link', to });
const unlink: Act = { kind: 'unlink' };

export const COURSES = {
  /** A newer change takes the place of one that waits. */
  supersession: {
    before: [write('first')],
    acts: [write('second')],
    after: [write('third')],
    holder: 'owner',
  },
  /** The last word is that of the change that the crash was about. */
  'last word': {
    before: [write('first'), write('second')],
    acts: [write('third')],
    after: [],
    holder: 'owner',
  },
  unlink: { before: [write('first')], acts: [unlink], after: [], holder: null },
  /** Two people are found to be one. */
  merge: {
    before: [write('first')],
    acts: [link('other')],
    after: [write('second')],
    holder: 'owner',
  },
  unmerge: {
    before: [link('other'), write('first')],
    acts: [unlink],
    after: [write('second')],
    holder: 'owner',
  },
  /** The account goes to another person, who changes it. */
  move: {
    before: [write('first')],
    acts: [unlink, link('other'), write('second')],
    after: [],
    holder: 'other',
  },
} as const satisfies Readonly<Record<string, Course>>;

export type CourseName = keyof typeof COURSES;

export const COURSE_NAMES = Object.keys(COURSES) as readonly CourseName[];
