import { forgetCredentials, keptCredentials } from '../api/credentials.ts';

/** Takes the key away from this tab; nothing where none was typed. */
export function SignOut() {
  if (keptCredentials() === null) return null;
  const leave = (): void => {
    forgetCredentials();
    location.reload();
  };
  return (
    <button type="button" className="facet-link" onClick={leave}>
      Forget the key
    </button>
  );
}
