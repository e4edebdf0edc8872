// A room's heading. The tab's title says the same words, and whoever came by a link hears them first.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useMe } from '../client/me.ts'
import { Link } from './link.tsx'

interface HeadProps {
  readonly title: string
  readonly lead?: string
  readonly up?: { readonly path: string; readonly title: string }
  readonly children?: ComponentChildren
}

export function Head({ title, lead, up, children }: HeadProps) {
  const { organisation } = useMe()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Rekey for ${organisation.name}`
  }, [title, organisation.name])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div class="head">
      <div>
        {up === undefined ? null : (
          <p class="up">
            <Link path={up.path}>{up.title}</Link>
          </p>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead === undefined ? null : <p>{lead}</p>}
      </div>
      {children === undefined ? null : <div class="row">{children}</div>}
    </div>
  )
}
