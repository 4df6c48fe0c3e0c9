import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { InvariantError } from '../../domain/errors.ts'
import { explained } from './errors.ts'

/** Far above the number of different statements that the queries make. */
const MAX_STATEMENTS = 400

/** kysely over the built-in SQLite: one connection, statements prepared once, errors explained. */
export function sqliteDialect(database: DatabaseSync, file: string): Dialect {
  return {
    createDriver: () => createDriver(database, file),
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

function createDriver(database: DatabaseSync, file: string): Driver {
  const connection = createConnection(database, file)
  async function exec(statement: string): Promise<void> {
    guarded(file, () => database.exec(statement))
  }
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    // The write lock at once: a transaction that would have to wait for it later could not be repeated.
    beginTransaction: () => exec('begin immediate'),
    commitTransaction: () => exec('commit'),
    // A full disk may have rolled back already (https://www.sqlite.org/lang_transaction.html, 3.1).
    rollbackTransaction: async () => {
      if (database.isTransaction) await exec('rollback')
    },
    releaseConnection: async () => {},
    destroy: async () => database.close(),
  }
}

function createConnection(database: DatabaseSync, file: string): DatabaseConnection {
  const prepare = statementCache(database)
  return {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
      guarded(file, () => execute<R>(prepare(query.sql), query.parameters)),
    streamQuery: () => {
      throw new InvariantError('Read in pages: a stream would hold the only connection.')
    },
  }
}

type Prepared = { readonly statement: StatementSync; readonly reads: boolean }

function execute<R>(
  { statement, reads }: Prepared,
  parameters: readonly unknown[],
): QueryResult<R> {
  const values = parameters as readonly SQLInputValue[]
  if (reads) return { rows: statement.all(...values) as R[] }
  const { changes, lastInsertRowid } = statement.run(...values)
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

function statementCache(database: DatabaseSync): (statement: string) => Prepared {
  const cache = new Map<string, Prepared>()
  return function prepared(text) {
    const known = cache.get(text)
    if (known !== undefined) return known
    if (cache.size >= MAX_STATEMENTS) cache.clear()
    const statement = database.prepare(text)
    const made = { statement, reads: statement.columns().length > 0 }
    cache.set(text, made)
    return made
  }
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw explained(error, file)
  }
}
