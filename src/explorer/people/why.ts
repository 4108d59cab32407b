import type { FieldRow } from './person.ts';

const LACKS: Readonly<Record<string, string>> = {
  EMPTY: 'has no value',
  INVALID: 'has one that cannot be understood',
  NOT_FOUND: 'no longer knows the person',
  UNAVAILABLE: 'failed just now',
  NOT_CONFIGURED: 'is not configured',
};

/** Why the value that is shown is this one, in a sentence. */
export function why({ candidates }: FieldRow): string {
  const chosen = candidates.filter(({ state }) => state === 'CHOSEN');
  const [winner] = chosen;
  if (!winner) return 'No backend has a value that can be shown.';
  const backends = [...new Set(chosen.map(({ backend }) => backend))];
  if (backends.length > 1) return `Joined from ${backends.join(', ')}.`;
  const before = candidates
    .slice(0, candidates.indexOf(winner))
    .filter(({ backend, state }) => backend !== winner.backend && state in LACKS);
  const reasons = [...new Set(before.map(({ backend, state }) => `${backend} ${LACKS[state]}`))];
  if (reasons.length > 0) return `${reasons.join(', ')}; ${winner.backend} comes next.`;
  const others = candidates.some(
    ({ backend, value }) => backend !== winner.backend && value !== null,
  );
  return others
    ? `${winner.backend} comes first for this field.`
    : `Only ${winner.backend} has it.`;
}

/** `location.countryName` as people say it: `Location: country name`. */
export function fieldLabel(field: string): string {
  const words = field
    .split('.')
    .map((part) => part.replaceAll(/([A-Z])/g, ' $1').toLowerCase())
    .join(': ')
    .replace(/\burl\b/, 'address');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
