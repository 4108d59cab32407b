import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { fillContactPoints } from '../contact-points.ts';
import type { Tables } from '../database.ts';
import type { ContactPointsOf } from '../registry.ts';

/** What was written before there were contact points is found by them too. */
export const contacts = (contactPointsOf: ContactPointsOf): Migration => ({
  async up(db: Kysely<Tables>) {
    await fillContactPoints(db, contactPointsOf);
  },
});
