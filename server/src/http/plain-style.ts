/** The one style sheet of the pages without script: system fonts, large targets, high contrast. */
export const plainStyle = `
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 42rem; padding: 0 1rem 3rem; font: 1.1rem/1.5 system-ui, sans-serif;
  color: #1b1b1b; background: #fff; }
a { color: #00467f; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
nav a { display: inline-block; padding: 0.6rem 0; min-height: 1.5rem; }
[aria-current] { font-weight: bold; color: #1b1b1b; text-decoration: none; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding-bottom: 0.4rem; }
th, td { text-align: right; padding: 0.3rem 0.3rem; border-bottom: 1px solid #757575; }
th:first-child { text-align: left; font-weight: normal; }
label, legend { font-weight: bold; }
input { display: block; box-sizing: border-box; width: 100%; max-width: 20rem; min-height: 2.75rem;
  padding: 0.4rem; font: inherit; border: 1px solid #454545; }
fieldset { border: 0; margin: 0; padding: 0; }
fieldset p { margin: 0.5rem 0; }
fieldset input { max-width: 7rem; }
.hint { color: #3d4551; }
button { min-height: 2.75rem; padding: 0.5rem 1.5rem; font: inherit; font-weight: bold; color: #fff;
  background: #00467f; border: 0; }
.yes, .no, .error, .work { border-left: 0.5rem solid #00467f; background: #eff6fb; padding: 0.8rem; }
.no, .error, .work { border-color: #8b0a03; background: #f9eeed; }
:focus { outline: 0.25rem solid #2491ff; outline-offset: 0.1rem; }
footer { margin-top: 3rem; border-top: 1px solid #757575; }
`
