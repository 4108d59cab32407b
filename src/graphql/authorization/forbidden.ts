import type { Scope } from '#access';
import { FacetError } from '#errors';
import type { ErrorExtensions } from '#errors';

/** A caller asks for what its scopes do not give: `missingScopes` says which it lacks. */
export class ForbiddenError extends FacetError {
  override readonly name = 'ForbiddenError';
  readonly missingScopes: readonly Scope[];

  constructor(missingScopes: readonly Scope[], message = lacking(missingScopes)) {
    super('FORBIDDEN', message);
    this.missingScopes = missingScopes;
  }

  override get extensions(): ErrorExtensions {
    return { code: this.code, missingScopes: this.missingScopes };
  }
}

const lacking = (scopes: readonly Scope[]): string =>
  `This needs ${scopes.length === 1 ? 'the scope' : 'the scopes'} ${scopes.join(' and ')}, which the caller does not have.`;
