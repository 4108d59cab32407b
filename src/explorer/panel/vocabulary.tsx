const words = {
  backend: 'One vendor’s REST API.',
  account: 'One person’s record at one backend.',
  user: 'The person, with at most one account at each backend.',
  ref: 'A backend’s own identifier of an account.',
  provenance: 'Which backend a value of the user came from, and what the others say.',
  origin:
    'How fresh a value is: LIVE was read just now, LAST_WRITE is what a backend without a read last took from us.',
  outcome: 'What one backend did with one write.',
};

/** The words of the schema that a newcomer needs first. */
export function Vocabulary() {
  return (
    <section aria-label="Words to know">
      <h2>Words to know</h2>
      <dl>
        {Object.entries(words).map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
