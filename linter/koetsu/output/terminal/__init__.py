"""How is text set on a terminal?"""
