// The files the architecture tests look at: path from the root with forward slashes, and text.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Every text file under these folders of the checkout; a folder that isn't there holds none. */
export function readSourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap(filesUnder).map((file) => ({
    path: relative(ROOT, file).split(sep).join('/'),
    text: readFileSync(file, 'utf8'),
  }))
}

/** TypeScript that belongs to the product, without the tests beside it. */
export function isProductCode({ path }: SourceFile): boolean {
  return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path)
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TEXT = /\.(tsx?|mjs|css|svg|json|md|txt|sql)$/

function filesUnder(folder: string): string[] {
  try {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && TEXT.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
