// One of a few ways, each with what it means or costs.
interface PickProps<Value extends string | number> {
  readonly legend: string
  /** Of the group of radio buttons: one a page. */
  readonly name: string
  readonly options: readonly (readonly [value: Value, title: string, what: string])[]
  readonly chosen: Value
  readonly choose: (value: Value) => void
}

export const Pick = <Value extends string | number>({ legend, name, options, chosen, choose }: PickProps<Value>) => (
  <fieldset>
    <legend>{legend}</legend>
    <ul class="pick">
      {options.map(([value, title, what]) => (
        <li key={value}>
          <label>
            <input type="radio" name={name} checked={chosen === value} onChange={() => choose(value)} />
            <span>
              {title}
              <span>{what}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  </fieldset>
)
