// The one answer of a compare-and-swap statement: its row came through the gate, or somebody else was first.
import type { Database } from './database.ts'
import type { Statement, Values } from './statement.ts'

export async function movedOrLost(db: Database, write: Statement, values: Values): Promise<'moved' | 'lost'> {
  try {
    return (await db.run(write, values)).length > 0 ? 'moved' : 'lost'
  } catch (error) {
    if (somebodyWasFirst(error)) return 'lost'
    throw error
  }
}

// PostgreSQL, appendix A. All three undo the whole statement. An id made by chance is never taken twice, so a key that is
// there already (23505) was put there by the same step, sent again.
const serializationFailure = '40001'
const deadlockDetected = '40P01'
const uniqueViolation = '23505'

function somebodyWasFirst(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === serializationFailure || code === deadlockDetected || code === uniqueViolation
}
