import { type FormEvent, useState } from 'react';
import { forgetCredentials, keepCredentials, keptCredentials } from '../api/credentials.ts';
import { askOwnFacts } from '../api/facts.ts';
import type { JsonObject } from '../api/json.ts';

/** Asks for a key until the server takes one. */
export function SignIn({ onIn }: { readonly onIn: (own: JsonObject) => void }) {
  const [isRefused, refuse] = useState(keptCredentials() !== null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('credentials');
    keepCredentials(typeof typed === 'string' ? typed.trim() : '');
    setBusy(true);
    const own = await askOwnFacts();
    setBusy(false);
    if (own) return onIn(own);
    forgetCredentials();
    refuse(true);
  };
  return (
    <form className="facet-sign-in" onSubmit={(event) => void submit(event)}>
      <h1>Facet</h1>
      <label htmlFor="credentials">Key or token</label>
      <input
        id="credentials"
        name="credentials"
        type="password"
        className="facet-input"
        autoComplete="off"
        autoFocus
        required
        aria-describedby="credentials-hint"
      />
      <button type="submit" className="facet-button" disabled={isBusy}>
        Continue
      </button>
      <p id="credentials-hint" className="facet-hint">
        This Facet answers those it knows. Its operator gives out keys. Yours stays in this tab, and
        is gone when you close it.
      </p>
      <div role="alert">
        {isRefused && <p className="facet-problem">This key is not accepted.</p>}
      </div>
    </form>
  );
}
