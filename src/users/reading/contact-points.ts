import { plainEmail, emailKey } from '#normalise';
import type { EmailValue, PhoneValue } from '#normalise';
import type { Backend } from '#schema';

/** An e-mail address of a user and the backend that told it. */
export interface SourcedEmail extends EmailValue {
  readonly source: Backend;
}

/** A phone number of a user and the backend that told it. */
export interface SourcedPhone extends PhoneValue {
  readonly source: Backend;
}

export type ContactPoint = SourcedEmail | SourcedPhone;

/** An account's e-mail or phone property, one or many, plain text or with its kind, as a list. */
export function contactPointsOf(value: unknown, source: Backend): readonly ContactPoint[] {
  const points: ContactPoint[] = [];
  addContactPoints(value, source, points);
  return points;
}

/** The same into a list. */
export function addContactPoints(value: unknown, source: Backend, points: ContactPoint[]): void {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const entry of entries) {
    if (typeof entry === 'string') points.push({ ...plainEmail(entry), source });
    else if (isEmail(entry) || isPhone(entry)) points.push({ ...entry, source });
  }
}

/** The address or number itself. */
export const contactValue = (point: ContactPoint): string =>
  'address' in point ? point.address : point.number;

/** Equal for equal contact points (`emailKey`). */
export const foldedOf = (point: ContactPoint): string =>
  'address' in point ? emailKey(point.address) : point.number;

/** Duplicates folded, the first spelling kept. */
export function unique(points: readonly ContactPoint[]): readonly ContactPoint[] {
  if (points.length < 2) return points;
  const seen = new Map<string, ContactPoint>();
  for (const point of points) {
    const key = foldedOf(point);
    if (!seen.has(key)) seen.set(key, point);
  }
  return [...seen.values()];
}

const isEmail = (value: unknown): value is EmailValue =>
  typeof value === 'object' && value !== null && 'address' in value;

const isPhone = (value: unknown): value is PhoneValue =>
  typeof value === 'object' && value !== null && 'number' in value;
