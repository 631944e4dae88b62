# Renders pages as Jekyll does: through Liquid, then through kramdown. A line of JSON in, a line out for each page.
require "json"
require "liquid"
require "kramdown"
require "kramdown-parser-gfm"

OPTIONS = JSON.parse(ARGV[0], symbolize_names: true)
OPTIONS[:gfm_quirks] = OPTIONS[:gfm_quirks].map(&:to_sym)

STDIN.each_line do |line|
  page = JSON.parse(line)
  begin
    text = Liquid::Template.parse(page["text"], error_mode: :strict).render
    puts JSON.generate(name: page["name"], html: Kramdown::Document.new(text, OPTIONS).to_html)
  rescue StandardError => e
    puts JSON.generate(name: page["name"], error: "#{e.class}: #{e.message}"[0, 300])
  end
  STDOUT.flush
end
