-- What does a user of Neovim see and get? Opens nothing itself: the article is on the command line. Writes one JSON
-- object into the file that $SEEN names.
local buffer = vim.api.nvim_get_current_buf()
local seen = {}

local function wait_for(what, condition)
  assert(vim.wait(20000, condition, 10), "nothing came of it: " .. what)
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n"
end

local function findings()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    local lines = vim.api.nvim_buf_get_text(buffer, one.lnum, one.col, one.end_lnum, one.end_col, {})
    table.insert(found, { one.code, table.concat(lines, "\n"), one.message })
  end
  table.sort(found, function(a, b) return a[1] .. a[2] < b[1] .. b[2] end)
  return found
end

local function wait_for_findings(what, number)
  wait_for(what, function() return #vim.diagnostic.get(buffer) == number end)
end

local function press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), "mx", false)
end

local function hovering()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return vim.api.nvim_win_get_buf(window)
    end
  end
end

local function visit()
  wait_for_findings("opening", 3)
  seen.opened = findings()
  seen.encoding = vim.lsp.get_clients({ bufnr = buffer })[1].offset_encoding

  vim.fn.search("END")
  press("K")
  wait_for("hovering", hovering)
  seen.hover = table.concat(vim.api.nvim_buf_get_lines(hovering(), 0, -1, false), "\n")

  vim.fn.search("包みを")
  press("A開けました🎁。<Esc>")
  wait_for_findings("typing", 2)
  seen.typed = findings()

  press("gg")
  vim.fn.search("END")
  vim.o.undolevels = vim.o.undolevels -- what was typed is one step, the fix is another
  local before = text()
  vim.lsp.buf.code_action({ filter = function(action) return action.isPreferred end, apply = true })
  wait_for("a quick fix", function() return text() ~= before end)
  wait_for_findings("a quick fix", 1)
  seen.quick_fix = text()

  press("u")
  wait_for_findings("undoing", 2)
  press("\\k")
  wait_for_findings("fixing all", 0)
  seen.fix_all = text()

  press("u")
  wait_for_findings("undoing again", 2)
  vim.fn.writefile({ 'select = ["TR001"]' }, "koetsu.toml")
  wait_for_findings("another configuration", 0)
end

local done, fault = pcall(visit)
if not done then
  seen.fault = tostring(fault)
  seen.left = { text(), vim.fn.execute("messages") }
end
vim.fn.writefile({ vim.json.encode(seen) }, vim.env.SEEN)
vim.cmd("qall!")
