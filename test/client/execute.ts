import type { TypedDocumentString } from './generated/graphql.ts';

/**
 * Asks Facet by the id of a document, which stands in `generated/persisted-documents.json`, and returns what the document
 * says it returns. Throws when the answer has errors.
 */
export async function execute<Result, Variables>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    },
    body: JSON.stringify({ documentId: document.__meta__?.['hash'], variables }),
  });
  // The server answers in the shape that the document was generated from.
  const { data, errors } = (await response.json()) as Answer<Result>;
  if (errors || !data) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return data;
}

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string }[];
}
