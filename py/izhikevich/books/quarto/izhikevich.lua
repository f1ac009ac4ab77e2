-- The Izhikevich explorer in Quarto, as a shortcode:
--
--   {{< izhikevich neuron?preset=CH controls="I,d" height=480 >}}
--
-- and in Pandoc, as a filter (--lua-filter izhikevich.lua), where the caption is the content:
--
--   ::: {.izhikevich link="neuron?preset=CH" controls="I,d" height="480"}
--   A chattering neuron.
--   :::
--
-- HTML and slides get a frame, everything else a still: SVG in EPUB, PDF in LaTeX, PNG in Word. Both come
-- from the command "izhikevich". The key "izhikevich-site" of the document is the address of the explorer.

local site = ""

-- What the command prints.
local function run(words)
  return pandoc.pipe("izhikevich", words, "")
end

local function frame(link, options, caption)
  local words = { "frame", link }
  for _, name in ipairs({ "controls", "height", "panel", "lang" }) do
    if options[name] and options[name] ~= "" then
      table.insert(words, "--" .. name)
      table.insert(words, options[name])
    end
  end
  if options.live == "true" then
    table.insert(words, "--live")
  end
  if site ~= "" then
    table.insert(words, "--address")
    table.insert(words, site)
  end
  if caption ~= "" then
    table.insert(words, "--caption")
    table.insert(words, caption)
  end
  return pandoc.RawBlock("html", run(words))
end

local function still(link, options, caption)
  local form = "png"
  if FORMAT:match("^epub") then form = "svg" end
  if FORMAT:match("latex") or FORMAT:match("beamer") or FORMAT:match("pdf") then form = "pdf" end
  local words = { "frame", link, "--to", form }
  for _, name in ipairs({ "panel", "lang" }) do
    if options[name] and options[name] ~= "" then
      table.insert(words, "--" .. name)
      table.insert(words, options[name])
    end
  end
  local kinds = { png = "image/png", svg = "image/svg+xml", pdf = "application/pdf" }
  local content = run(words)
  local name = "izhikevich-" .. pandoc.sha1(content) .. "." .. form
  pandoc.mediabag.insert(name, kinds[form], content)
  local image = pandoc.Image({ pandoc.Str(link) }, name)
  local inlines = { image }
  if caption ~= "" then
    table.insert(inlines, pandoc.LineBreak())
    table.insert(inlines, pandoc.Str(caption))
  end
  return pandoc.Para(inlines)
end

local function shown(link, options, caption)
  if FORMAT:match("^html") or FORMAT:match("revealjs") or FORMAT:match("slidy") then
    return frame(link, options, caption)
  end
  return still(link, options, caption)
end

local function read_site(meta)
  if meta["izhikevich-site"] then
    site = pandoc.utils.stringify(meta["izhikevich-site"])
  end
end

-- The shortcode.
local function izhikevich(words, named, meta)
  read_site(meta)
  local options = {}
  for name, value in pairs(named) do
    options[name] = pandoc.utils.stringify(value)
  end
  return shown(pandoc.utils.stringify(words[1]), options, options.caption or "")
end

-- The filter.
local function Div(div)
  if not div.classes:includes("izhikevich") then
    return nil
  end
  return shown(div.attributes.link, div.attributes, pandoc.utils.stringify(div.content))
end

if quarto then
  return { izhikevich = izhikevich }
end
return { { Meta = read_site }, { Div = Div } }
