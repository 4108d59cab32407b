/** What a caller may be allowed, from the least to the most telling; `docs/access.md` says what each gives. */
export const SCOPES = [
  'users:read',
  'users:contact',
  'users:sensitive',
  'users:enrollment',
  'users:write',
  'users:link',
  'users:erase',
  'ops:read',
] as const;

export type Scope = (typeof SCOPES)[number];
