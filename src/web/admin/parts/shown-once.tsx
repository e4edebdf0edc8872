// Something that is shown this one time: a link, a token.
import { useEffect, useRef, useState } from 'preact/hooks'

export function ShownOnce({ title, what, children }: { title: string; what: string; children: string }) {
  const [copied, setCopied] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div class="note warn" role="status" tabIndex={-1} ref={box}>
      <p>
        <b>{title}</b>
      </p>
      <p>{what}</p>
      <code class="secret">{children}</code>
      <p>
        <button
          class="btn plain"
          type="button"
          onClick={() =>
            navigator.clipboard.writeText(children).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {copied ? 'Copied' : 'Copy it'}
        </button>
      </p>
    </div>
  )
}
