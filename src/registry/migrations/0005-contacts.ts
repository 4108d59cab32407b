import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { fillContactPoints } from '../sql/contact-point-rows.ts';
import type { Tables } from '../sql/tables.ts';
import type { ContactPointsOf } from '../registry.ts';

/** What was written before there were contact points is found by them too. */
export const contacts = (contactPointsOf: ContactPointsOf): Migration => ({
  async up(db: Kysely<Tables>) {
    await fillContactPoints(db, contactPointsOf);
  },
});
