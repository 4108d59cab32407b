/** Whole years from an ISO birth date to a day, both in UTC; `null` when the date lies ahead of that day. */
export function ageOn(birthDate: unknown, today = new Date()): number | null {
  if (typeof birthDate !== 'string') return null;
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  const years = today.getUTCFullYear() - year;
  const monthNow = today.getUTCMonth() + 1;
  const birthdayAhead = monthNow < month || (monthNow === month && today.getUTCDate() < day);
  const age = birthdayAhead ? years - 1 : years;
  return age >= 0 ? age : null;
}
