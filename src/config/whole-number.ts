import { z } from 'zod';

/**
 * A variable that holds a whole number in decimal digits, and nothing else: no sign, no exponent, no other base, no space.
 * `holds` says what it counts, as in ` of milliseconds`; `usual` is its default.
 */
export const wholeNumber = (
  variable: string,
  holds: string,
  least: number,
  most: number,
  usual: number,
) => {
  const message = `${variable} must be a number${holds} from ${least} to ${most}.`;
  return z
    .string(message)
    .regex(/^(0|[1-9]\d{0,14})$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
    .default(usual);
};
