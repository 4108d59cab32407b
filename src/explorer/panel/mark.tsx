import { SignOut } from '../sign-in/sign-out.tsx';
import type { BackendFact, Facts } from '../api/facts.ts';

const STATUS_WORDS: Readonly<Record<string, string>> = {
  OK: 'connected',
  DEGRADED: 'unreliable for the moment',
  DOWN: 'left alone for the moment',
  NOT_CONFIGURED: 'not configured',
  UNKNOWN: 'not asked yet',
};

/** Whether what is shown is made up or real, and which backends it comes from. */
export function Mark({ sandbox, backends }: Facts) {
  return (
    <section className="facet-mark" aria-label="Server">
      <p className={`facet-badge ${sandbox ? 'facet-badge-sandbox' : 'facet-badge-real'}`}>
        {sandbox ? 'Sandbox' : 'Real backends'}
      </p>
      <p className="facet-hint">
        {sandbox ? 'People here are made up: try anything.' : 'Writing asks you first.'} <SignOut />
      </p>
      {backends.length > 0 && (
        <ul className="facet-chips">
          {backends.map((backend) => (
            <BackendChip key={backend.backend} {...backend} />
          ))}
        </ul>
      )}
    </section>
  );
}

function BackendChip({ backend, name, status }: BackendFact) {
  const words = STATUS_WORDS[status] ?? status;
  return (
    <li className={`facet-chip facet-status-${status}`} title={`${name}: ${words}`}>
      <span className="facet-dot" aria-hidden="true" />
      {backend}
      <span className={status === 'OK' ? 'facet-unseen' : 'facet-chip-note'}>: {words}</span>
    </li>
  );
}
