// Fills the tables of a subject with drizzle-seed: node drizzle.mjs URI SUBJECT ROWS...
import { drizzle } from "drizzle-orm/node-postgres";
import { integer, numeric, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { seed } from "drizzle-seed";
import pg from "pg";

const [uri, subject, ...rows] = process.argv.slice(2);

const manufacturer = pgTable("tb_manufacturer", {
  pk: integer("pk_manufacturer").primaryKey().generatedAlwaysAsIdentity(), id: uuid().notNull().unique(), identifier: text().notNull().unique(),
  name: text().notNull(), country: text().notNull(),
});
const model = pgTable("tb_model", {
  pk: integer("pk_model").primaryKey().generatedAlwaysAsIdentity(), id: uuid().notNull().unique(), identifier: text().notNull().unique(),
  maker: integer("fk_manufacturer").notNull().references(() => manufacturer.pk), name: text().notNull(), price: numeric({ precision: 10, scale: 2 }).notNull(),
});
const variant = pgTable("tb_variant", {
  pk: integer("pk_variant").primaryKey().generatedAlwaysAsIdentity(), id: uuid().notNull().unique(), identifier: text().notNull().unique(),
  model: integer("fk_model").notNull().references(() => model.pk), sku: text().notNull(), stock: integer().notNull(),
});
const user = pgTable("tb_user", {
  pk: integer("pk_user").primaryKey().generatedAlwaysAsIdentity(), id: uuid().notNull().unique(), identifier: text().notNull().unique(), email: text().notNull().unique(),
  first: text("first_name").notNull(), last: text("last_name").notNull(), created: timestamp("created_at", { withTimezone: true }).notNull(),
});

const subjects = { user: { user }, hierarchy: { manufacturer, model, variant } };
const pool = new pg.Pool({ connectionString: uri });
const tables = subjects[subject];
await seed(drizzle(pool), tables, { seed: 42 }).refine(() => Object.fromEntries(Object.keys(tables).map((name, i) => [name, { count: Number(rows[i]) }])));
await pool.end();
