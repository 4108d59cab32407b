import { z } from 'zod';

/** What a token has to say of itself. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: ReadonlySet<string>;
  readonly leewaySeconds: number;
  /** Whether a key of this name may be found. */
  readonly mayHaveKey: (kid: string) => boolean;
}

const HEADER = z.object({ alg: z.string(), kid: z.string().optional() });
const CLAIMS = z.object({
  iss: z.unknown(),
  aud: z.unknown(),
  exp: z.number(),
  nbf: z.number().optional(),
});

/**
 * Why a token is refused by its own words, whoever signed it; `null` for one whose signature is to be verified, which costs ten
 * times as much. Nothing here lets a token in.
 */
export function tokenProblem(token: string, rules: TokenRules): string | null {
  const [header = '', payload = ''] = token.split('.', 2);
  const head = HEADER.safeParse(jsonIn(header)).data;
  if (!head) return 'it is no token';
  if (!rules.algorithms.has(head.alg)) return 'its algorithm is not allowed';
  if (head.kid !== undefined && !rules.mayHaveKey(head.kid)) return 'its key is not known';
  const claims = CLAIMS.safeParse(jsonIn(payload)).data;
  return claims ? claimProblem(claims, rules) : 'its claims are not right';
}

function claimProblem(
  { iss, aud, exp, nbf = 0 }: z.infer<typeof CLAIMS>,
  { issuer, audience, leewaySeconds }: TokenRules,
): string | null {
  const now = Date.now() / 1000;
  if (iss !== issuer) return 'its claim iss is not right';
  if (aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) {
    return 'its claim aud is not right';
  }
  if (exp + leewaySeconds <= now - 1) return 'it is expired';
  // Seconds are whole where it is verified: a second more or less is left to that.
  return nbf - leewaySeconds > now + 1 ? 'its claim nbf is not right' : null;
}

/** `null` for what is none. */
function jsonIn(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return null;
  }
}
