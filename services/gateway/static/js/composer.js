// Help while writing: see compose() for what each part adds. Without it the same form is sent as it is.

export function compose() {}
